namespace PolicyOs.Engine.Approvals;

/// <summary>What a person chooses.</summary>
public enum ApprovalChoice
{
    /// <summary><c>allow_once</c></summary>
    AllowOnce,

    /// <summary><c>deny</c></summary>
    Deny,
}
