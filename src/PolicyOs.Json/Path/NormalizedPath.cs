using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace PolicyOs.Json.Path;

/// <summary>The one path of a node in a document, RFC 9535 section 2.7: <c>$['a'][0]</c>.</summary>
public sealed class NormalizedPath : IEquatable<NormalizedPath>
{
    private readonly PathStep[] _steps;

    /// <summary>The path that takes these steps from the root.</summary>
    /// <param name="steps">Names, and indexes not below zero.</param>
    /// <exception cref="ArgumentException">An index is below zero.</exception>
    public NormalizedPath(params ReadOnlySpan<PathStep> steps)
    {
        foreach (PathStep step in steps)
        {
            if (step.Index < 0)
            {
                throw new ArgumentException("a normalized path counts from the start", nameof(steps));
            }
        }

        _steps = steps.ToArray();
    }

    /// <summary>The steps from the root; none for the root itself.</summary>
    public IReadOnlyList<PathStep> Steps => _steps;

    /// <summary>Reads a path in its normalized form and in no other: <c>$.a</c> is not one.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out NormalizedPath? path, [NotNullWhen(false)] out JsonPathError? error)
    {
        path = null;
        if (!JsonPath.TryParse(text, out JsonPath? query, out error))
        {
            return false;
        }

        if (!query.IsSingular || query.Segments.Any(step => step.Index < 0))
        {
            error = new(0, "a normalized path has one name or one index, not below zero, in each bracket");
            return false;
        }

        // There is one spelling, so that a path may be compared as text.
        var parsed = new NormalizedPath([.. query.Segments]);
        string normalized = parsed.ToString();
        if (!string.Equals(normalized, text, StringComparison.Ordinal))
        {
            int position = normalized.AsSpan().CommonPrefixLength(text);
            error = new(position, $"not in normalized form, which is `{normalized}`");
            return false;
        }

        path = parsed;
        return true;
    }

    /// <summary>The path as JSON Pointer (RFC 6901).</summary>
    public string ToJsonPointer()
    {
        var pointer = new StringBuilder();
        foreach (PathStep step in _steps)
        {
            pointer.Append('/');
            if (step.Name is null)
            {
                pointer.Append(step.Index);
            }
            else
            {
                pointer.Append(step.Name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
            }
        }

        return pointer.ToString();
    }

    /// <summary>The normalized form.</summary>
    public override string ToString() => "$" + string.Concat(_steps);

    /// <inheritdoc/>
    public bool Equals(NormalizedPath? other) => other is not null && _steps.AsSpan().SequenceEqual(other._steps);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NormalizedPath);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (PathStep step in _steps)
        {
            hash.Add(step);
        }

        return hash.ToHashCode();
    }
}
