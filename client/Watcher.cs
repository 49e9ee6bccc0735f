using System.Runtime.CompilerServices;
using System.Text.Json;
using Orchestrator.Api.Json;
using Orchestrator.Api.Objects;
using Orchestrator.Client.Http;

namespace Orchestrator.Client;

/// <summary>Lists and then watches, for as long as it is read.</summary>
internal sealed class Watcher<T>(KubeClient client, string path, string namespaceName, ListOptions options)
    where T : class, IKubeObject, IJsonModel<T>, new()
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);
    private string? _resourceVersion = options.ResourceVersion;
    private TimeSpan _delay = FirstDelay;

    public async IAsyncEnumerable<WatchEvent<T>> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var again = false;
        while (true)
        {
            if (_resourceVersion is null)
            {
                if (again)
                {
                    yield return new WatchEvent<T>(WatchEventType.Reset, null);
                }

                var list = await ListAsync(cancellationToken);
                foreach (var item in list.Items)
                {
                    yield return new WatchEvent<T>(WatchEventType.Added, item);
                }

                _resourceVersion = list.ResourceVersion;
                again = true;
                yield return new WatchEvent<T>(WatchEventType.Synchronized, null);
            }

            await foreach (var e in StreamAsync(cancellationToken))
            {
                yield return e;
            }

            await Task.Delay(_delay * (0.5 + Random.Shared.NextDouble()), cancellationToken);
            _delay = TimeSpan.FromTicks(Math.Min(_delay.Ticks * 2, LongestDelay.Ticks));
        }
    }

    private async Task<KubeList<T>> ListAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await client.ListAsync<T>(namespaceName, options, cancellationToken);
            }
            catch (Exception e) when (IsPassing(e))
            {
                await Task.Delay(_delay * (0.5 + Random.Shared.NextDouble()), cancellationToken);
                _delay = TimeSpan.FromTicks(Math.Min(_delay.Ticks * 2, LongestDelay.Ticks));
            }
        }
    }

    // One connection's worth of events; ends when it breaks. Forgets the place when the server has.
    private async IAsyncEnumerable<WatchEvent<T>> StreamAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path + (options with { ResourceVersion = _resourceVersion }).ToQuery(watch: true));
        if (await OpenAsync(request, cancellationToken) is not { } response)
        {
            yield break;
        }

        using (response)
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            using var lines = new StreamReader(stream);
            while (await LineAsync(lines, cancellationToken) is { } line)
            {
                _delay = FirstDelay;
                if (Parse(line) is { } e)
                {
                    yield return e;
                }

                if (_resourceVersion is null)
                {
                    yield break;
                }
            }
        }
    }

    private async Task<HttpResponseMessage?> OpenAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await KubeResponse.SendAsync(client.Http, request, cancellationToken);
        }
        catch (KubeException e) when (e.IsExpired)
        {
            _resourceVersion = null;
            return null;
        }
        catch (Exception e) when (IsPassing(e))
        {
            return null;
        }
    }

    private static async Task<string?> LineAsync(StreamReader lines, CancellationToken cancellationToken)
    {
        try
        {
            return await lines.ReadLineAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return null;
        }
    }

    private WatchEvent<T>? Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        var type = document.RootElement.GetProperty("type").GetString();
        var body = document.RootElement.GetProperty("object");
        var json = System.Text.Encoding.UTF8.GetBytes(body.GetRawText());
        if (type == "ERROR")
        {
            var status = KubeResponse.StatusOf(json, 500);
            _resourceVersion = status.Code == 410 ? null : _resourceVersion;
            return null;
        }

        var value = JsonModel.Read<T>(json);
        _resourceVersion = value.Metadata.ResourceVersion ?? _resourceVersion;
        return type switch
        {
            "ADDED" => new WatchEvent<T>(WatchEventType.Added, value),
            "MODIFIED" => new WatchEvent<T>(WatchEventType.Modified, value),
            "DELETED" => new WatchEvent<T>(WatchEventType.Deleted, value),
            _ => null,
        };
    }

    // What trying again may mend: the network, an overloaded or restarting server.
    private static bool IsPassing(Exception e) => e is HttpRequestException or IOException || (e is KubeException refusal && (refusal.Code >= 500 || refusal.Code == 429));
}
