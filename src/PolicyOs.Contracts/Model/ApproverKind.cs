namespace PolicyOs.Contracts.Model;

/// <summary>What an approver entry names.</summary>
public enum ApproverKind
{
    /// <summary>One person.</summary>
    User,

    /// <summary>Whoever has the role.</summary>
    Role,

    /// <summary>Whoever is in the group.</summary>
    Group,
}
