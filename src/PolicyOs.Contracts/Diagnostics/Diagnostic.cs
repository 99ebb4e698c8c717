namespace PolicyOs.Contracts.Diagnostics;

/// <summary>One finding in a bundle (spec 1.1).</summary>
/// <param name="File">Path relative to the bundle, with forward slashes.</param>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based, in UTF-16 units.</param>
/// <param name="Length">Length of the marked text on its line; 0 when only the place is known.</param>
/// <param name="Severity">Its gravity.</param>
/// <param name="Code">POL and four digits, never reused.</param>
/// <param name="Message">Lower case, no full stop, user input in backticks.</param>
/// <param name="Help">What to write instead; null where nothing helps.</param>
public sealed record Diagnostic(
    string File, int Line, int Column, int Length, Severity Severity, string Code, string Message, string? Help)
{
    /// <summary><c>path/file.yaml(12,5): error POL1203: message</c>.</summary>
    public override string ToString() =>
        $"{File}({Line},{Column}): {Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "info" }} {Code}: {Message}";
}
