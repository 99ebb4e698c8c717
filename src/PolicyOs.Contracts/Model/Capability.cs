namespace PolicyOs.Contracts.Model;

/// <summary>Kind of operation (spec 1.4).</summary>
public enum Capability
{
    /// <summary>A thing that is read.</summary>
    Resource,

    /// <summary>A question.</summary>
    Query,

    /// <summary>An order to change something.</summary>
    Command,

    /// <summary>A notice that something happened.</summary>
    Event,

    /// <summary>A judgement that changes nothing.</summary>
    Decision,

    /// <summary>A step of a workflow.</summary>
    WorkflowTask,
}
