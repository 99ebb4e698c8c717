using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;

namespace PolicyOs.Gateway.Pipeline;

/// <summary><c>_meta["policyos/observation"]</c>: tool output is evidence, never instruction (spec 3.8).</summary>
/// <param name="Bundle">For names.</param>
/// <param name="Tool">The tool that was called.</param>
/// <param name="RetrievedAt">When the result came.</param>
/// <param name="AuditReference">Where the journal has the settlement.</param>
/// <param name="Evidence">What proves the effect.</param>
/// <param name="Finding">In advise: the decision that enforce would have taken; written under <c>policyos/decision</c>.</param>
/// <param name="Phase">The session's phase after the call; -1 without phases.</param>
/// <param name="IsReplay">Whether it is the recorded result of an earlier equal call (spec 2.9).</param>
internal sealed record ObservationStamp(
    CompiledBundle Bundle, Tool Tool, DateTimeOffset RetrievedAt, string AuditReference, Evidence Evidence, int Phase, Refusal? Finding, bool IsReplay)
{
    /// <summary>Writes the members of <c>_meta</c>.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        ToolContract contract = Tool.Contract!;
        string server = Bundle.Servers[Tool.Server].Name;
        writer.WriteStartObject("policyos/observation"u8);
        writer.WriteString("tool"u8, Tool.Name);
        writer.WriteString("server"u8, server);
        writer.WriteString("source_system"u8, contract.Observation.SourceSystem ?? server);
        writer.WriteString("trust_level"u8, contract.Observation.TrustLevel.ToWire());
        if (contract.Observation.DataClassification is { } classification)
        {
            writer.WriteString("data_classification"u8, classification);
        }

        writer.WriteString("retrieved_at"u8, RetrievedAt);
        writer.WriteString("audit_ref"u8, AuditReference);
        writer.WriteString("evidence"u8, Evidence.ToWire());
        if (Phase >= 0)
        {
            writer.WriteString("phase"u8, Bundle.Session.Phases[Phase].Name);
        }

        if (IsReplay)
        {
            writer.WriteBoolean("replayed"u8, true);
        }

        if (contract.Compensation is { } compensation)
        {
            writer.WriteStartObject("compensation"u8);
            if (compensation.Tool >= 0)
            {
                writer.WriteString("tool"u8, Bundle.Tools[compensation.Tool].Name);
            }

            writer.WriteString("owner"u8, compensation.Owner);
            if (compensation.Steps is not null)
            {
                writer.WriteString("steps"u8, compensation.Steps);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        if (Finding is not null)
        {
            writer.WritePropertyName("policyos/decision"u8);
            Finding.Write(writer, reveal: true);
        }
    }
}
