namespace PolicyOs.Engine.Approvals;

/// <summary>Why a decision was not taken.</summary>
public enum ApprovalRefusal
{
    /// <summary>The session has no such approval, or it was used up.</summary>
    Unknown,

    /// <summary>It was decided before.</summary>
    AlreadyDecided,

    /// <summary>It is past its time.</summary>
    Expired,

    /// <summary>It is void.</summary>
    Cancelled,

    /// <summary>This person may not fill a seat that is open.</summary>
    NotEligible,

    /// <summary>A changed value is not at an editable path, or does not fit there.</summary>
    BadModification,
}
