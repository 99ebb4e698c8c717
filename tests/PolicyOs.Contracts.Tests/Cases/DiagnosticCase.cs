namespace PolicyOs.Contracts.Tests.Cases;

/// <summary>
/// One case of data/diagnostics: the base bundle with a few changes.
/// <c>=== NAME</c> starts a case; <c>--- patch PATH</c> replaces top-level keys, <c>--- file PATH</c> a whole file,
/// <c>--- delete PATH</c> takes one away, <c>--- swap PATH</c> replaces the first line that follows by the rest.
/// </summary>
internal sealed record DiagnosticCase(string Area, string Name, BundleText Bundle, string Source)
{
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
                "swap" => bundle.Replace(head[1], text[..text.IndexOf('\n', StringComparison.Ordinal)], text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..].TrimEnd('\n')),
                _ => throw new InvalidOperationException($"{head[0]} is no part of a case"),
            };
        }

        return bundle;
    }
}
