namespace PolicyOs.Contracts.Diagnostics;

/// <summary>A kind of finding: stable code, gravity, and what it means in one sentence.</summary>
internal sealed record DiagnosticCode(string Id, Severity Severity, string Meaning);
