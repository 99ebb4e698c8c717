namespace PolicyOs.Engine.Approvals;

/// <summary>How a decision reached us.</summary>
public enum ApprovalChannel
{
    /// <summary>The person at the client, through elicitation.</summary>
    Client,

    /// <summary>An operator.</summary>
    Operator,
}
