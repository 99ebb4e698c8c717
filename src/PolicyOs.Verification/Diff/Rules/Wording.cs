namespace PolicyOs.Verification.Diff.Rules;

/// <summary>Words that several rules say.</summary>
internal static class Wording
{
    public const string Default = "says what holds without it";

    /// <summary>The class of an effect on a field that permits.</summary>
    public static string ClassOf(Effect effect) => effect switch
    {
        Effect.None => "compatible",
        Effect.Narrower => "strengthening",
        Effect.Breaks => "breaking",
        _ => "weakening",
    };
}
