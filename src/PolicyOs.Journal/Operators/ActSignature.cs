using System.Security.Cryptography;
using System.Text.Json;
using PolicyOs.Journal.Audit;

namespace PolicyOs.Journal.Operators;

/// <summary>The signature that an event carries.</summary>
internal sealed record ActSignature(string Name, string Time, string Hex)
{
    /// <summary>Reads it; null when the event carries none.</summary>
    public static ActSignature? Read(JournalEvent e)
    {
        try
        {
            using var json = JsonDocument.Parse(e.Draft.Data);
            JsonElement member = json.RootElement.GetProperty(ActText.Member);
            return member.GetProperty("name").GetString() is { } name
                && member.GetProperty("time").GetString() is { } time
                && member.GetProperty("signature").GetString() is { } hex ? new ActSignature(name, time, hex) : null;
        }
        catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Whether it is that of a key's owner, for this act at this place in this journal.</summary>
    public bool Holds(JournalEvent e, string journal, string publicKey)
    {
        try
        {
            byte[] text = ActText.Write(journal, e.Stream, e.PreviousHash, Name, Time, e.Draft.Type, ActText.With(e.Draft.Data, null));
            using ECDsa? key = AuditKey.Parse(publicKey);
            return key is not null && key.VerifyData(text, Convert.FromHexString(Hex), HashAlgorithmName.SHA256);
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
