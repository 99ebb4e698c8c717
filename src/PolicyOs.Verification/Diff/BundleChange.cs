using PolicyOs.Contracts.Source;

namespace PolicyOs.Verification.Diff;

/// <summary>One difference between two bundles.</summary>
/// <param name="Class">What it means.</param>
/// <param name="Field">The field of the language, such as <c>session_limits.max_steps</c>: where the class is looked up.</param>
/// <param name="Path">Where in the file, such as <c>checkpoints[large-order].timeout_seconds</c>.</param>
/// <param name="Old">As it was written, shortened; null when it was not.</param>
/// <param name="New">As it is written, shortened; null when it is not.</param>
/// <param name="OldAt">Its place in the old bundle; of what it is missing from when it was not written.</param>
/// <param name="NewAt">Its place in the new bundle; of what it is missing from when it is not written.</param>
/// <param name="Why">Why it has its class.</param>
public sealed record BundleChange(
    ChangeClass Class, string Field, string Path, string? Old, string? New, SourceSpan OldAt, SourceSpan NewAt, string Why)
{
    /// <summary>The file, by its path in the new bundle, else in the old one.</summary>
    public string File => NewAt.File ?? OldAt.File ?? string.Empty;
}
