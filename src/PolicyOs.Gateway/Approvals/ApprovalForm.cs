using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using PolicyOs.Engine.Approvals;

namespace PolicyOs.Gateway.Approvals;

/// <summary>The question that a person at a client is asked (spec 2.8, 3.10).</summary>
internal static class ApprovalForm
{
    private const string EditPrefix = "edit ";

    /// <summary>Writes the params of elicitation/create.</summary>
    public static void Write(Utf8JsonWriter writer, Approval approval, ImmutableArray<EditableValue> editable)
    {
        writer.WriteString("message"u8, Message(approval));
        writer.WriteStartObject("requestedSchema"u8);
        writer.WriteString("type"u8, "object"u8);
        writer.WriteStartObject("properties"u8);
        writer.WriteStartObject("decision"u8);
        writer.WriteString("type"u8, "string"u8);
        writer.WriteString("title"u8, "Decision"u8);
        writer.WriteString("description"u8, "allow_once lets exactly this call through, once"u8);
        writer.WriteStartArray("enum"u8);
        writer.WriteStringValue("allow_once"u8);
        writer.WriteStringValue("deny"u8);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteStartObject("comment"u8);
        writer.WriteString("type"u8, "string"u8);
        writer.WriteString("title"u8, "Comment"u8);
        writer.WriteNumber("maxLength"u8, ApprovalAnswer.MaxComment);
        writer.WriteEndObject();
        foreach (EditableValue value in editable)
        {
            writer.WriteStartObject(EditPrefix + value.Path);
            writer.WriteString("type"u8, value.Type);
            writer.WriteString("title"u8, PlainText.Line("Change " + value.Path, 100));
            writer.WriteString("description"u8, "leave empty to keep the value that was asked for"u8);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteStartArray("required"u8);
        writer.WriteStringValue("decision"u8);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>The name of the form's field for an editable path.</summary>
    public static string FieldOf(EditableValue value) => EditPrefix + value.Path;

    private static string Message(Approval approval)
    {
        ApprovalPresentation shown = approval.Presentation;
        string tier = shown.Tier is null ? "" : ", " + shown.Tier;
        var text = new StringBuilder(
            $"Allow {PlainText.Line(shown.Tool)} on server {PlainText.Line(shown.Server)}? ({PlainText.Line(shown.RiskClass)}{tier})");
        foreach (string reason in shown.Reasons)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nWhy: {PlainText.Line(reason)}");
        }

        foreach (ShownValue value in shown.Values)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{PlainText.Line(value.Label, 100)}: {(value.Text is null ? "(none)" : PlainText.Line(value.Text, 2000))}");
        }

        text.Append(CultureInfo.InvariantCulture, $"\nAsked by {PlainText.Line(shown.Requester)}; open until {approval.Expires.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC.");
        return text.ToString();
    }
}
