namespace PolicyOs.Contracts.Model;

/// <summary>Where a value is read.</summary>
public enum ValueSource
{
    /// <summary>The call's arguments.</summary>
    Arguments,

    /// <summary>The call's result (spec 2.5).</summary>
    Output,
}
