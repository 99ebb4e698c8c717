namespace PolicyOs.Json.Schema;

/// <summary>What came of looking for a pattern.</summary>
public enum PatternResult
{
    /// <summary>It is not there.</summary>
    NotFound,

    /// <summary>It is there.</summary>
    Found,

    /// <summary>The pattern is not linear and the text is longer than <see cref="Pattern.BacktrackingInputBytes"/>.</summary>
    InputTooLong,

    /// <summary>The pattern is not linear and took longer than <see cref="Pattern.BacktrackingLimit"/>.</summary>
    TimedOut,

    /// <summary>The pattern is not linear and .NET's backtracking engine broke on it, which it does for some lazy loops around empty matches.</summary>
    Failed,
}
