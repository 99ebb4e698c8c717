using PolicyOs.Engine.Events;

namespace PolicyOs.Engine.Approvals;

/// <summary>What becomes of a person's decision. A closed hierarchy.</summary>
public abstract record DeskAnswer
{
    private DeskAnswer()
    {
    }

    /// <summary>The decision is taken.</summary>
    /// <param name="Event">To be appended to the session's stream.</param>
    public sealed record Taken(ApprovalDecided Event) : DeskAnswer;

    /// <summary>The decision is not taken.</summary>
    /// <param name="Why">The kind of reason.</param>
    /// <param name="Message">In plain words, for the person.</param>
    public sealed record Refused(ApprovalRefusal Why, string Message) : DeskAnswer;
}
