namespace PolicyOs.Journal.Operators;

/// <summary>Which names an operator may have: they stand in tables, file names and events.</summary>
internal static class OperatorName
{
    private const int MaxLength = 64;

    /// <summary>Whether a name may be used.</summary>
    public static bool IsValid(string name) =>
        name.Length is > 0 and <= MaxLength && name[0] != '.' && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '@');

    /// <summary>Throws for any other.</summary>
    public static void Check(string name)
    {
        if (!IsValid(name))
        {
            throw new ArgumentException($"`{name}` is no name for an operator: letters, digits, and - _ . @, {MaxLength} at most, not starting with a dot");
        }
    }
}
