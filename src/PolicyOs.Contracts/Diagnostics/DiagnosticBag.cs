using System.Collections.Immutable;
using PolicyOs.Contracts.Source;

namespace PolicyOs.Contracts.Diagnostics;

/// <summary>Collects findings; gives them back sorted, each once.</summary>
internal sealed class DiagnosticBag
{
    private readonly List<Diagnostic> _findings = [];

    /// <summary>Whether any finding so far is an error.</summary>
    internal bool HasErrors { get; private set; }

    internal void Add(DiagnosticCode code, SourceSpan at, string message, string? help = null)
    {
        HasErrors |= code.Severity == Severity.Error;
        _findings.Add(new Diagnostic(at.File, at.Line, at.Column, at.Length, code.Severity, code.Id, OneLine(message), help is null ? null : OneLine(help)));
    }

    /// <summary>Takes over what another bag has.</summary>
    internal void Add(DiagnosticBag other)
    {
        HasErrors |= other.HasErrors;
        _findings.AddRange(other._findings);
    }

    /// <summary>Messages quote the author, who may have written a line break or something that a terminal obeys.</summary>
    private static string OneLine(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? $"\\u{(int)c:X4}" : c.ToString())) : text;

    /// <summary>Whether an error about a file as a whole is there already.</summary>
    internal bool HasErrorIn(string file) => _findings.Exists(f => f.Severity == Severity.Error && f.File == file);

    /// <summary>By file, line, column, code and message, whatever order they were found in. An aliased node that is read twice is reported once.</summary>
    internal ImmutableArray<Diagnostic> ToSorted() =>
    [
        .. _findings.Distinct()
            .OrderBy(d => d.File, StringComparer.Ordinal)
            .ThenBy(d => d.Line)
            .ThenBy(d => d.Column)
            .ThenBy(d => d.Code, StringComparer.Ordinal)
            .ThenBy(d => d.Message, StringComparer.Ordinal),
    ];
}
