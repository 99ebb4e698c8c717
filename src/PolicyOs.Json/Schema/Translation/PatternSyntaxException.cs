namespace PolicyOs.Json.Schema.Translation;

/// <summary>Leaves the recursive parser at the first error; <see cref="Patterns"/> turns it into a value.</summary>
internal sealed class PatternSyntaxException(int position, string message) : Exception(message)
{
    /// <summary>UTF-16 offset in the pattern.</summary>
    public int Position { get; } = position;
}
