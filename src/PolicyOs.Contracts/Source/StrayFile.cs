using PolicyOs.Contracts.Diagnostics;

namespace PolicyOs.Contracts.Source;

/// <summary>A YAML file that nothing reads: an error where its name looks like a slip for one that would be read.</summary>
internal static class StrayFile
{
    internal static void Report(string path, IEnumerable<string> known, DiagnosticBag report)
    {
        string name = Path.ChangeExtension(path, ".yaml");
        string? meant = NearMiss.Of(name, known);
        if (meant is null)
        {
            report.Add(Codes.StrayFile, SourceSpan.StartOf(path), $"`{path}` is no file of a bundle and is not read");
        }
        else
        {
            report.Add(Codes.MisnamedFile, SourceSpan.StartOf(path), $"`{path}` is no file of a bundle", $"did you mean `{meant}`?");
        }
    }
}
