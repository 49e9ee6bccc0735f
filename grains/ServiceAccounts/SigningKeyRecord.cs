using System.Text.Json;
using Orchestrator.Api.Json;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.ServiceAccounts;

/// <summary>A signing key as the ledger keeps it, at one revision.</summary>
/// <param name="Key">The key.</param>
/// <param name="Revision">The record's revision.</param>
/// <param name="CreatedMilliseconds">When it was made, in milliseconds since 1970.</param>
/// <param name="TokensUntil">No token that it signed, or may yet sign, ends later, in seconds since 1970; <see cref="long.MaxValue"/> when one has no end.</param>
internal sealed record SigningKeyRecord(SigningKey Key, long Revision, long CreatedMilliseconds, long TokensUntil)
{
    /// <summary>Reads a record.</summary>
    public static SigningKeyRecord Read(ReplicaEntry entry)
    {
        using var document = JsonDocument.Parse(entry.Json);
        var root = document.RootElement;
        var key = root.TryGetProperty("privateKey", out var secret)
            ? SigningKey.FromPrivate(secret.GetBytesFromBase64())
            : SigningKey.FromPublic(root.GetProperty("publicKey").GetBytesFromBase64());
        return new SigningKeyRecord(key, entry.Revision, root.GetProperty("createdMilliseconds").GetInt64(), root.GetProperty("tokensUntil").GetInt64());
    }

    /// <summary>The record as it is stored. The private half of a key that signs no more is not kept.</summary>
    public Document ToDocument(bool keepPrivate)
    {
        using var buffer = new PooledBufferWriter();
        using (var json = new Utf8JsonWriter(buffer, JsonModel.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteStartObject("metadata"u8);
            json.WriteString("name"u8, Key.Id);
            json.WriteString("resourceVersion"u8, Document.RevisionPlaceholder);
            json.WriteEndObject();
            json.WriteNumber("createdMilliseconds"u8, CreatedMilliseconds);
            json.WriteNumber("tokensUntil"u8, TokensUntil);
            if (keepPrivate && Key.CanSign)
            {
                json.WriteBase64String("privateKey"u8, Key.ExportPrivate());
            }
            else
            {
                json.WriteBase64String("publicKey"u8, Key.PublicKey);
            }

            json.WriteEndObject();
        }

        return Document.Find(buffer.WrittenSpan.ToArray());
    }
}
