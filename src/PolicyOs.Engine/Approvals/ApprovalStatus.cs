namespace PolicyOs.Engine.Approvals;

/// <summary>Where an approval stands (spec 2.8).</summary>
public enum ApprovalStatus
{
    /// <summary>Seats are open.</summary>
    Pending,

    /// <summary>Every checkpoint is satisfied.</summary>
    Approved,

    /// <summary>An eligible person rejected.</summary>
    Rejected,

    /// <summary>Nobody decided in time.</summary>
    Expired,

    /// <summary>Void.</summary>
    Cancelled,
}
