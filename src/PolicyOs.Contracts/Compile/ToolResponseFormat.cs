using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Compile;

/// <summary><c>response_format_invariants</c>: sampling results are the only model responses that a gateway sees.</summary>
internal static class ToolResponseFormat
{
    internal static ResponseFormat? Compile(ToolContractSyntax contract, Compilation compilation)
    {
        if (contract.ResponseFormat is not { } s)
        {
            return null;
        }

        if (s.Node.Entries.IsEmpty)
        {
            compilation.Report.Add(Codes.EmptyBlock, s.At, "the block is empty; give finish_reason, content_when_tool_calls or tool_calls_present");
        }

        if (!compilation.AllowsSampling)
        {
            compilation.Report.Add(Codes.NotEnforceable, contract.KeyAt("response_format_invariants"), "not_enforceable: no server may ask for sampling, and no other model response passes a gateway");
        }

        return new ResponseFormat(s.FinishReason?.Value, s.ContentWhenToolCalls?.Value, s.ToolCallsPresent?.Value);
    }
}
