using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Engine.Approvals;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Approvals;

/// <summary>What a client answered to an approval form. A closed hierarchy.</summary>
internal abstract record ApprovalAnswer
{
    /// <summary>The longest comment that is kept, UTF-16 units.</summary>
    public const int MaxComment = 1000;

    private ApprovalAnswer()
    {
    }

    /// <summary>A person decided.</summary>
    public sealed record Decided(ApprovalChoice Choice, string? Comment, ImmutableArray<Modification> Modifications) : ApprovalAnswer;

    /// <summary>Nothing that decides: the request stays open as a ticket.</summary>
    public sealed record Undecided(string Why) : ApprovalAnswer;

    /// <summary>Reads an answer; the client's own validation is not relied on.</summary>
    /// <param name="answer">What came.</param>
    /// <param name="elapsed">Since the form was sent.</param>
    /// <param name="minAnswer">Faster than this, no person has answered.</param>
    /// <param name="editable">The editable values that the form had.</param>
    public static ApprovalAnswer Read(RpcAnswer answer, TimeSpan elapsed, TimeSpan minAnswer, ImmutableArray<EditableValue> editable)
    {
        if (answer is not RpcAnswer.Result { Value: { ValueKind: JsonValueKind.Object } result })
        {
            return new Undecided("the client could not show the request");
        }

        if (elapsed < minAnswer)
        {
            return new Undecided("the answer came faster than a person can give it");
        }

        string? action = Text(result, "action"u8);
        if (action is "decline" or "cancel")
        {
            return new Decided(ApprovalChoice.Deny, null, []);
        }

        if (action != "accept" || !result.TryGetProperty("content"u8, out JsonElement content) || content.ValueKind != JsonValueKind.Object)
        {
            return new Undecided("the answer holds no decision");
        }

        string? comment = Text(content, "comment"u8);
        comment = comment is { Length: > MaxComment } ? comment[..MaxComment] : comment;
        return Text(content, "decision"u8) switch
        {
            "allow_once" => new Decided(ApprovalChoice.AllowOnce, comment, Edits(content, editable)),
            "deny" => new Decided(ApprovalChoice.Deny, comment, []),
            _ => new Undecided("the answer holds no decision"),
        };
    }

    private static ImmutableArray<Modification> Edits(JsonElement content, ImmutableArray<EditableValue> editable) =>
    [
        .. editable
            .Where(value => content.TryGetProperty(ApprovalForm.FieldOf(value), out JsonElement given)
                && given.ValueKind != JsonValueKind.Null && !(given.ValueKind == JsonValueKind.String && given.ValueEquals(""u8)))
            .Select(value => new Modification(value.Path, content.GetProperty(ApprovalForm.FieldOf(value)))),
    ];

    private static string? Text(JsonElement value, ReadOnlySpan<byte> name) =>
        value.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
}
