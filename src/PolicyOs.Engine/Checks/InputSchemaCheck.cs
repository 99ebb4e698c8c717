using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;

namespace PolicyOs.Engine.Checks;

/// <summary>Row 3: the arguments validate against the input schema; the result comes with the proposal.</summary>
internal sealed class InputSchemaCheck : ICheck
{
    public int Row => 3;

    public string Name => "input_schema";

    public bool AppliesTo(CompiledBundle bundle, Tool? tool) => tool is not null;

    public Finding? Examine(CallContext call) => call.Proposal.SchemaViolation is { } violation
        ? Finding.Deny(DecisionCode.ContractViolation, $"the arguments of {call.Tool.Name} do not fit its input schema: {violation}")
            with { Path = call.Proposal.SchemaViolationPath }
        : null;
}
