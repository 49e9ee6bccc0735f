using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Orchestrator.Bench.Harness;

namespace Orchestrator.Bench.Load;

/// <summary>
/// One HTTP/2 connection that keeps a number of requests in flight, from one loop, at a small part of the cost of a general client:
/// the load generator shares its cores with the server, so what it burns is missing there. (h2load does the same, but knows no client certificates.)
/// </summary>
public sealed class Http2LoadConnection : IAsyncDisposable
{
    private const int FrameHeader = 9;
    private const byte Data = 0, Headers = 1, Reset = 3, Settings = 4, Ping = 6, GoAway = 7, WindowUpdate = 8;
    private const byte EndStream = 1, Ack = 1, EndHeaders = 4;
    private readonly SslStream _stream;
    private readonly string _authority;
    private readonly ArrayBufferWriter<byte> _output = new(64 * 1024);
    private readonly Dictionary<int, Exchange> _open = [];
    private readonly Queue<LoadRequest> _waiting = [];
    private byte[] _input = new byte[256 * 1024];
    private int _filled;
    private int _nextStream = 1;
    private long _sendWindow = 65535;
    private long _received;

    private Http2LoadConnection(SslStream stream, string authority)
    {
        _stream = stream;
        _authority = authority;
    }

    /// <summary>Responses by status.</summary>
    public Dictionary<int, long> Statuses { get; } = [];

    /// <summary>Time from sending a request to the end of its response.</summary>
    public Latencies Latencies { get; } = new();

    /// <summary>Bytes of response bodies.</summary>
    public long BodyBytes { get; private set; }

    /// <summary>Lines in response bodies: the events of watches.</summary>
    public long Lines { get; private set; }

    /// <summary>Body of the last response that was not a success, for error messages.</summary>
    public string LastFailure { get; private set; } = "";

    /// <summary>Connects and greets.</summary>
    public static async Task<Http2LoadConnection> ConnectAsync(LoadTarget target, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(target.EndPoint, cancellationToken);
        var tls = new SslStream(new NetworkStream(socket, ownsSocket: true));
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                ApplicationProtocols = [SslApplicationProtocol.Http2],
                ClientCertificates = target.ClientCertificate is { } own ? [own] : [],
                LocalCertificateSelectionCallback = (_, _, _, _, _) => target.ClientCertificate!,
                RemoteCertificateValidationCallback = (_, certificate, _, _) => target.Authority is null || SignedBy(target.Authority, (X509Certificate2)certificate!),
            },
            cancellationToken);
        var connection = new Http2LoadConnection(tls, target.EndPoint.ToString());
        connection.Greet();
        await connection.FlushAsync(cancellationToken);
        return connection;
    }

    /// <summary>Sends requests, <paramref name="inFlight"/> at a time, until <paramref name="next"/> returns null and all are answered.</summary>
    public async Task RunAsync(int inFlight, Func<LoadRequest?> next, CancellationToken cancellationToken)
    {
        for (var i = 0; i < inFlight && next() is { } request; i++)
        {
            Send(request);
        }

        while (_open.Count + _waiting.Count > 0)
        {
            await FlushAsync(cancellationToken);
            await ReceiveAsync(next, cancellationToken);
        }

        await FlushAsync(cancellationToken);
    }

    /// <summary>Opens requests that do not end (watches) and reads until <paramref name="enough"/> says so.</summary>
    public async Task StreamAsync(IEnumerable<LoadRequest> requests, Func<bool> enough, CancellationToken cancellationToken)
    {
        foreach (var request in requests)
        {
            Send(request);
        }

        while (!enough())
        {
            await FlushAsync(cancellationToken);
            await ReceiveAsync(static () => null, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private static bool SignedBy(X509Certificate2 authority, X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }

    private void Greet()
    {
        _output.Write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8);
        var settings = Frame(12, Settings, 0, 0);
        BinaryPrimitives.WriteUInt16BigEndian(settings, 1); // HEADER_TABLE_SIZE
        BinaryPrimitives.WriteUInt32BigEndian(settings[2..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(settings[6..], 4); // INITIAL_WINDOW_SIZE
        BinaryPrimitives.WriteUInt32BigEndian(settings[8..], int.MaxValue);
        Grant(int.MaxValue - 65535);
    }

    private void Send(in LoadRequest request)
    {
        if (request.Body.Length > _sendWindow)
        {
            _waiting.Enqueue(request);
            return;
        }

        var stream = _nextStream;
        _nextStream += 2;
        var block = new ArrayBufferWriter<byte>(256);
        HeaderBlock.Write(block, request, _authority);
        block.WrittenSpan.CopyTo(Frame(block.WrittenCount, Headers, (byte)(EndHeaders | (request.Body.IsEmpty ? EndStream : 0)), stream));
        if (!request.Body.IsEmpty)
        {
            request.Body.Span.CopyTo(Frame(request.Body.Length, Data, EndStream, stream));
            _sendWindow -= request.Body.Length;
        }

        _open[stream] = new Exchange(Stopwatch.GetTimestamp());
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_output.WrittenCount > 0)
        {
            await _stream.WriteAsync(_output.WrittenMemory, cancellationToken);
            _output.ResetWrittenCount();
        }
    }

    private async Task ReceiveAsync(Func<LoadRequest?> next, CancellationToken cancellationToken)
    {
        var count = await _stream.ReadAsync(_input.AsMemory(_filled), cancellationToken);
        if (count == 0)
        {
            throw new IOException("the server closed the connection");
        }

        _filled += count;
        var at = 0;
        while (_filled - at >= FrameHeader)
        {
            var header = _input.AsSpan(at, FrameHeader);
            var length = (header[0] << 16) | (header[1] << 8) | header[2];
            if (_filled - at < FrameHeader + length)
            {
                break;
            }

            Handle(header[3], header[4], BinaryPrimitives.ReadInt32BigEndian(header[5..]), _input.AsSpan(at + FrameHeader, length), next);
            at += FrameHeader + length;
        }

        _input.AsSpan(at, _filled - at).CopyTo(_input);
        _filled -= at;
        if (_filled == _input.Length)
        {
            Array.Resize(ref _input, _input.Length * 2);
        }
    }

    private void Handle(byte type, byte flags, int stream, ReadOnlySpan<byte> payload, Func<LoadRequest?> next)
    {
        switch (type)
        {
            case Headers when _open.TryGetValue(stream, out var exchange):
                if (exchange.Status == 0)
                {
                    exchange.Status = HeaderBlock.ReadStatus(payload);
                }

                break;
            case Data:
                Take(stream, payload);
                break;
            case Reset:
                throw new IOException($"the server reset stream {stream}: error {BinaryPrimitives.ReadInt32BigEndian(payload)}");
            case GoAway:
                throw new IOException($"the server goes away: error {BinaryPrimitives.ReadInt32BigEndian(payload[4..])}");
            case Settings when (flags & Ack) == 0:
                Frame(0, Settings, Ack, 0);
                break;
            case Ping when (flags & Ack) == 0:
                payload.CopyTo(Frame(8, Ping, Ack, 0));
                break;
            case WindowUpdate when stream == 0:
                _sendWindow += BinaryPrimitives.ReadInt32BigEndian(payload);
                break;
        }

        if (type is Data or Headers && (flags & EndStream) != 0 && _open.Remove(stream, out var done))
        {
            Statuses[done.Status] = Statuses.GetValueOrDefault(done.Status) + 1;
            Latencies.Since(done.Sent);
            if (next() is { } request)
            {
                Send(request);
            }
        }

        while (_waiting.TryPeek(out var waiting) && waiting.Body.Length <= _sendWindow)
        {
            Send(_waiting.Dequeue());
        }
    }

    private void Take(int stream, ReadOnlySpan<byte> payload)
    {
        BodyBytes += payload.Length;
        Lines += payload.Count((byte)'\n');
        if (_open.TryGetValue(stream, out var exchange) && exchange.Status >= 300)
        {
            LastFailure = System.Text.Encoding.UTF8.GetString(payload);
        }

        _received += payload.Length;
        if (_received > 1 << 24)
        {
            Grant((int)_received);
            _received = 0;
        }
    }

    private void Grant(int bytes) => BinaryPrimitives.WriteInt32BigEndian(Frame(4, WindowUpdate, 0, 0), bytes);

    private Span<byte> Frame(int length, byte type, byte flags, int stream)
    {
        var span = _output.GetSpan(FrameHeader + length)[..(FrameHeader + length)];
        span[0] = (byte)(length >> 16);
        span[1] = (byte)(length >> 8);
        span[2] = (byte)length;
        span[3] = type;
        span[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(span[5..], stream);
        _output.Advance(FrameHeader + length);
        return span[FrameHeader..];
    }

    private sealed class Exchange(long sent)
    {
        public long Sent { get; } = sent;

        public int Status { get; set; }
    }
}
