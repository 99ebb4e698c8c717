namespace PolicyOs.Engine.Decisions;

/// <summary>What becomes of a call.</summary>
public enum Verdict
{
    /// <summary>Reserve and dispatch; or answer from the record, when it is a replay.</summary>
    Allow,

    /// <summary>Refuse.</summary>
    Deny,

    /// <summary>A person decides first.</summary>
    Ask,

    /// <summary>An equal idempotent call is in flight: wait for it, then decide again.</summary>
    Wait,
}
