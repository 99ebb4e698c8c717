namespace PolicyOs.Journal.Operators;

/// <summary>Whether an act is believed.</summary>
/// <param name="By">Who acted; null when it is not believed.</param>
/// <param name="Reason">Why it is not believed; null when it is.</param>
public sealed record ActVerdict(Operator? By, string? Reason)
{
    /// <summary>Whether the act counts.</summary>
    public bool IsBelieved => By is not null;
}
