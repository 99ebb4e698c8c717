namespace PolicyOs.Engine.Events;

/// <summary>Which streams an event goes to (spec 2.4, 5.1).</summary>
[Flags]
public enum EventStreams
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><c>session/&lt;principal&gt;/&lt;id&gt;</c>.</summary>
    Session = 1,

    /// <summary><c>tenant/&lt;id&gt;</c> of the caller's tenant.</summary>
    Tenant = 2,

    /// <summary>The stream that rate limits with <c>per: global</c> are counted on.</summary>
    Everyone = 4,
}
