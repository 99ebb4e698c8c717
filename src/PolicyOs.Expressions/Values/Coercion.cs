namespace PolicyOs.Expressions.Values;

/// <summary>
/// What a JSON number becomes where its schema gives it a type: JSON writes 5 for a number and 1.0 for an integer, and the checked
/// expression must meet the type it was checked with.
/// </summary>
internal enum Coercion : byte
{
    None,
    ToInt,
    ToDouble,
}
