namespace PolicyOs.Journal.Operators;

/// <summary>The types of the events about operators (spec 5.1). They lie in the stream of the bundle.</summary>
public static class OperatorEvents
{
    /// <summary>Data: <c>name</c>, <c>roles</c>, <c>key</c>.</summary>
    public const string Enrolled = "policyos.operator.enrolled";

    /// <summary>Data: <c>name</c>.</summary>
    public const string Revoked = "policyos.operator.revoked";

    /// <summary>An act that was not believed. Data: <c>event</c>, <c>type</c>, <c>reason</c>; in the stream of the act.</summary>
    public const string Refused = "policyos.operator.refused";
}
