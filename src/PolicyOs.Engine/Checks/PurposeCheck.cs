using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;

namespace PolicyOs.Engine.Checks;

/// <summary>Row 5: the session's purpose is one that the tool may be called for.</summary>
internal sealed class PurposeCheck : ICheck, IVisibilityCheck
{
    public int Row => 5;

    public string Name => "purpose";

    public bool AppliesTo(CompiledBundle bundle, Tool? tool) =>
        tool?.Contract is { } contract && (!contract.AllowedIntents.IsEmpty || !contract.DisallowedIntents.IsEmpty);

    public Finding? Examine(CallContext call)
    {
        string? purpose = call.Session.Head.Purpose;
        if (Permits(call.Contract, purpose))
        {
            return null;
        }

        string why = purpose is null ? "the session states none" : $"the session's is `{purpose}`";
        string wanted = call.Contract.AllowedIntents.IsEmpty ? "any but " + string.Join(", ", call.Contract.DisallowedIntents) : string.Join(", ", call.Contract.AllowedIntents);
        return Finding.Deny(DecisionCode.PurposeDenied, $"{call.Tool.Name} may be called for certain purposes only ({wanted}); {why}")
            with { Expected = wanted, Actual = purpose };
    }

    public void Narrow(in VisibilityContext view, Span<ulong> visible) =>
        Bits.AndNot(visible, view.Plan.Masks.DeniedForPurpose(view.Session.Head.Purpose));

    /// <summary>Whether a tool may be called for a purpose.</summary>
    public static bool Permits(ToolContract contract, string? purpose) =>
        (contract.AllowedIntents.IsEmpty && contract.DisallowedIntents.IsEmpty)
        || (purpose is not null
            && !contract.DisallowedIntents.Contains(purpose)
            && (contract.AllowedIntents.IsEmpty || contract.AllowedIntents.Contains(purpose)));
}
