namespace PolicyOs.Contracts.Tests.Cases;

/// <summary>
/// One case of data/diagnostics: the base bundle with a few changes.
/// <c>=== NAME</c> starts a case; <c>--- patch PATH</c> replaces top-level keys, <c>--- file PATH</c> a whole file,
/// <c>--- delete PATH</c> takes one away, <c>--- swap PATH</c> replaces the first line that follows, or all lines before <c>-></c>, by the rest.
/// </summary>
internal sealed record DiagnosticCase(string Area, string Name, BundleText Bundle, string Source)
{
    public static IReadOnlyList<string> Areas { get; } =
        [.. Directory.EnumerateFiles(CaseFiles.At("diagnostics"), "*.yaml").Select(p => Path.GetFileNameWithoutExtension(p)!).Order(StringComparer.Ordinal)];

    /// <summary>The code that the name promises; null for a case that is named valid.</summary>
    public string? Code => Name.StartsWith("POL", StringComparison.Ordinal) ? Name[..7] : null;

    public static IEnumerable<DiagnosticCase> In(string area)
    {
        string[] cases = ("\n" + File.ReadAllText(CaseFiles.At("diagnostics", area + ".yaml")).ReplaceLineEndings("\n")).Split("\n=== ");
        foreach (string text in cases.Skip(1))
        {
            int end = text.IndexOf('\n', StringComparison.Ordinal);
            string name = end < 0 ? text : text[..end];
            string body = end < 0 ? string.Empty : text[(end + 1)..];
            yield return new DiagnosticCase(area, name.Trim(), Apply(body), body.TrimEnd());
        }
    }

    private static BundleText Apply(string body)
    {
        BundleText bundle = BundleText.Base;
        foreach (string part in ("\n" + body).Split("\n--- ").Skip(1))
        {
            int end = part.IndexOf('\n', StringComparison.Ordinal);
            string[] head = part[..(end < 0 ? part.Length : end)].Split(' ', 2);
            string text = end < 0 ? string.Empty : part[(end + 1)..] + (part.EndsWith('\n') ? string.Empty : "\n");
            bundle = head[0] switch
            {
                "patch" => bundle.Patch(head[1], text),
                "file" => bundle.With(head[1], text),
                "delete" => bundle.With(head[1], null),
                "swap" => Swap(bundle, head[1], text),
                _ => throw new InvalidOperationException($"{head[0]} is no part of a case"),
            };
        }

        return bundle;
    }

    private static BundleText Swap(BundleText bundle, string path, string text)
    {
        string mark = text.Contains("\n->\n", StringComparison.Ordinal) ? "\n->\n" : "\n";
        string[] parts = text.Split(mark, 2);
        return bundle.Replace(path, parts[0], parts[1].TrimEnd('\n'));
    }
}
