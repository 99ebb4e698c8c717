using System.Security.Cryptography;

namespace PolicyOs.Journal.Audit;

/// <summary>The public key that anchors are checked with.</summary>
internal static class AuditKey
{
    /// <summary>Reads a P-256 key as SubjectPublicKeyInfo, in lower-case hex or PEM; null when it is none.</summary>
    public static ECDsa? Parse(string text)
    {
        var key = ECDsa.Create();
        try
        {
            if (text.Contains("-----BEGIN", StringComparison.Ordinal))
            {
                key.ImportFromPem(text);
            }
            else
            {
                key.ImportSubjectPublicKeyInfo(Convert.FromHexString(text.Trim()), out _);
            }

            if (key.KeySize == 256)
            {
                return key;
            }
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException)
        {
            // It is no key; the caller says so.
        }

        key.Dispose();
        return null;
    }
}
