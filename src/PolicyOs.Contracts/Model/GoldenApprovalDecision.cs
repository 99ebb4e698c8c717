namespace PolicyOs.Contracts.Model;

/// <summary>What becomes of an approval in a golden task.</summary>
public enum GoldenApprovalDecision
{
    /// <summary>Nobody answers; the verdict is ask.</summary>
    None,

    /// <summary>It is given.</summary>
    Approve,

    /// <summary>It is refused.</summary>
    Reject,

    /// <summary>The clock moves past the timeout.</summary>
    Timeout,
}
