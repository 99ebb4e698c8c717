using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Source;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Analysis;

/// <summary>Takes findings, drops those that session.yaml suppresses, and tells of suppressions that match nothing.</summary>
internal sealed class FindingSink(DiagnosticBag report, SyntaxList<SuppressionSyntax> suppressions)
{
    private readonly HashSet<SuppressionSyntax> _used = [];

    /// <param name="code">Its meaning starts with the name of the check.</param>
    /// <param name="subject">The tool, phase, slot, aggregate, envelope or label it is about; empty for the session as a whole.</param>
    /// <param name="at">Where to point.</param>
    /// <param name="message">What is found; the name of the check is put after it.</param>
    /// <param name="help">What to write instead.</param>
    internal void Add(DiagnosticCode code, string subject, SourceSpan at, string message, string? help = null)
    {
        string check = CheckName(code)!;
        if (code.Severity != Severity.Error
            && suppressions.FirstOrDefault(s => s.Check?.Value == check && (s.Tool?.Value ?? string.Empty) == subject) is { } suppression)
        {
            _used.Add(suppression);
            return;
        }

        report.Add(code, at, $"{message} ({check})", help);
    }

    /// <summary>After the last analysis.</summary>
    internal void ReportUnused()
    {
        string[] known = [.. Codes.All.Where(c => c.Severity == Severity.Warning).Select(CheckName).OfType<string>()];
        foreach (SuppressionSyntax s in suppressions.Where(s => s.Check is not null && !_used.Contains(s)))
        {
            if (known.Contains(s.Check!.Value))
            {
                report.Add(Codes.SuppressionUnused, s.At, $"nothing is found that this suppresses: `{s.Check.Value}`{(s.Tool is null ? " of the session" : $" of `{s.Tool.Value}`")}");
            }
        }
    }

    /// <summary>Names of checks must be known whether or not the analysis can run; errors cannot be suppressed.</summary>
    internal static void CheckNames(SyntaxList<SuppressionSyntax> suppressions, DiagnosticBag report)
    {
        foreach (Located<string> check in suppressions.Select(s => s.Check).OfType<Located<string>>())
        {
            DiagnosticCode? code = Codes.All.FirstOrDefault(c => CheckName(c) == check.Value);
            if (code is null)
            {
                report.Add(Codes.UnknownName, check.At, $"there is no check `{check.Value}`", NearMiss.Help(check.Value, Codes.All.Select(CheckName).OfType<string>()));
            }
            else if (code.Severity == Severity.Error)
            {
                report.Add(Codes.SuppressedError, check.At, $"`{check.Value}` is an error and cannot be suppressed");
            }
        }
    }

    private static string? CheckName(DiagnosticCode code)
    {
        int colon = code.Meaning.IndexOf(": ", StringComparison.Ordinal);
        return colon > 0 && code.Meaning.AsSpan(0, colon).ContainsAnyExceptInRange('a', 'z') && code.Meaning.AsSpan(0, colon).IndexOfAnyExceptInRange('_', 'z') < 0
            ? code.Meaning[..colon]
            : null;
    }
}
