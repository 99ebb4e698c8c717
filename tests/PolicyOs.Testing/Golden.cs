namespace PolicyOs.Testing;

/// <summary>Compares text with a checked-in file; <c>POLICYOS_UPDATE_GOLDEN=1</c> writes the file instead.</summary>
public static class Golden
{
    private static readonly bool Update =
        string.Equals(Environment.GetEnvironmentVariable("POLICYOS_UPDATE_GOLDEN"), "1", StringComparison.Ordinal);

    /// <summary>Throws with both texts when <paramref name="actual"/> is not what the file at <paramref name="path"/> holds.</summary>
    public static void Match(string path, string actual)
    {
        string text = actual.ReplaceLineEndings("\n");
        if (Update)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
            return;
        }

        string expected = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "<no such file>";
        if (!string.Equals(expected, text, StringComparison.Ordinal))
        {
            throw new GoldenMismatchException($"{path} differs; run with POLICYOS_UPDATE_GOLDEN=1 to accept.\n--- expected\n{expected}\n--- actual\n{text}");
        }
    }
}
