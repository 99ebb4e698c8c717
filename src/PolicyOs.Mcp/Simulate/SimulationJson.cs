using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Json.Text;
using PolicyOs.Verification.Simulation;

namespace PolicyOs.Mcp.Simulate;

/// <summary>A simulation for programs.</summary>
internal static class SimulationJson
{
    /// <summary>One JSON document.</summary>
    public static void Write(Utf8JsonWriter w, SimulationReport report)
    {
        w.WriteStartObject();
        w.WriteString("bundle"u8, report.Bundle);
        w.WriteString("policy_version"u8, report.PolicyVersion);
        w.WriteBoolean("same"u8, report.IsSame);
        w.WriteStartObject("calls"u8);
        w.WriteNumber("all"u8, report.Calls.Count());
        w.WriteNumber("changed"u8, report.Calls.Count(static call => call.IsChanged));
        w.WriteNumber("undetermined"u8, report.Calls.Count(static call => call.IsUndetermined));
        w.WriteEndObject();
        w.WriteNumber("other_requests"u8, report.Requests);
        w.WriteStartArray("changes"u8);
        foreach (DecisionChange change in report.Changes)
        {
            w.WriteStartObject();
            w.WriteString("tool"u8, change.Tool);
            w.WriteString("before"u8, change.Before);
            w.WriteString("after"u8, change.After);
            w.WriteNumber("calls"u8, change.Count);
            w.WriteEndObject();
        }

        w.WriteEndArray();
        WriteApprovals(w, report);
        w.WriteStartArray("sessions"u8);
        foreach (SessionComparison session in report.Sessions)
        {
            Write(w, session);
        }

        w.WriteEndArray();
        w.WriteEndObject();
    }

    private static void WriteApprovals(Utf8JsonWriter w, SimulationReport report)
    {
        w.WriteStartObject("approvals"u8);
        w.WriteNumber("before"u8, report.AskedBefore.Length);
        w.WriteNumber("after"u8, report.AskedAfter.Length);
        Write(w, "added", report.Added);
        Write(w, "removed", report.Removed);
        w.WriteStartArray("load"u8);
        foreach (ApprovalLoad load in report.Load)
        {
            w.WriteStartObject();
            w.WriteString("who"u8, load.Seat);
            w.WriteNumber("before"u8, load.Before);
            w.WriteNumber("after"u8, load.After);
            w.WriteNumber("per_hour_before"u8, load.PerHourBefore);
            w.WriteNumber("per_hour_after"u8, load.PerHourAfter);
            w.WriteNumber("busiest_hour_before"u8, load.BusiestHourBefore);
            w.WriteNumber("busiest_hour_after"u8, load.BusiestHourAfter);
            w.WriteEndObject();
        }

        w.WriteEndArray();
        w.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter w, string name, ImmutableArray<AskedApproval> asked)
    {
        w.WriteStartArray(name);
        foreach (AskedApproval one in asked)
        {
            w.WriteStartObject();
            w.WriteString("call"u8, one.CallId);
            w.WriteString("tool"u8, one.Tool);
            w.WriteString("at"u8, one.At.UtcDateTime);
            w.WriteTexts("who"u8, one.Seats);
            w.WriteEndObject();
        }

        w.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter w, SessionComparison session)
    {
        w.WriteStartObject();
        w.WriteString("session"u8, session.Session);
        w.WriteString("principal"u8, session.Principal);
        w.WriteString("ends_before"u8, session.Before);
        w.WriteString("ends_after"u8, session.After);
        w.WriteBoolean("ends_elsewhere"u8, session.EndsElsewhere);
        w.WriteString("undetermined"u8, session.Undetermined);
        w.WriteStartArray("calls"u8);
        foreach (CallComparison call in session.Calls)
        {
            w.WriteStartObject();
            w.WriteString("call"u8, call.CallId);
            w.WriteString("tool"u8, call.Tool);
            w.WriteString("at"u8, call.At.UtcDateTime);
            w.WriteString("before"u8, call.Before);
            w.WriteString("after"u8, call.After);
            w.WriteString("change"u8, call.IsUndetermined ? "undetermined" : call.IsChanged ? "changed" : "same");
            w.WriteBoolean("first_divergence"u8, call.IsFirstDivergence);
            w.WriteString("message"u8, call.Message);
            w.WriteEndObject();
        }

        w.WriteEndArray();
        w.WriteEndObject();
    }
}
