using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Compile.Checks;

/// <summary>What risk class, tier, capability and evidence ask of each other (spec 1.4).</summary>
internal sealed class HighRiskTools : IStage
{
    public void Run(Compilation compilation)
    {
        foreach (ToolDraft tool in compilation.Drafts)
        {
            if (tool.Syntax is { SideEffect: { } effect } s)
            {
                CheckEvidence(s, effect, compilation.Report);
                CheckCapability(s, effect, compilation.Report);
                CheckTier(tool, s, effect, compilation);
            }
        }
    }

    private static void CheckEvidence(ToolContractSyntax s, Located<SideEffect> effect, DiagnosticBag report)
    {
        if (s.EvidenceClass is { Value: EvidenceClass.AckOnly } evidence && effect.Value is not (SideEffect.Read or SideEffect.Write))
        {
            report.Add(Codes.AckOnlyOnHighRisk, evidence.At, $"`ack_only` cannot prove a side effect of class {RiskRules.Word(effect.Value)} (ACK_ONLY_ON_HIGH_RISK)", "use local_transaction, or unverifiable where nothing can be proved");
        }
    }

    private static void CheckCapability(ToolContractSyntax s, Located<SideEffect> effect, DiagnosticBag report)
    {
        if (s.Capability is { Value: Capability.Query or Capability.Resource or Capability.Decision } capability && effect.Value != SideEffect.Read)
        {
            report.Add(Codes.CapabilityNotRead, capability.At, $"this capability changes nothing, so side_effect must be read, is {RiskRules.Word(effect.Value)}");
        }
    }

    private static void CheckTier(ToolDraft tool, ToolContractSyntax s, Located<SideEffect> effect, Compilation compilation)
    {
        if (s.Tier is not { } tier)
        {
            return;
        }

        if (!Agrees(tier.Value, effect.Value))
        {
            compilation.Report.Add(Codes.TierDisagrees, tier.At, $"tier {tier.Value} does not agree with side_effect {RiskRules.Word(effect.Value)}", "S0 and S1 read; S2 read or write; S3 write; S4 write, destructive, financial or admin");
        }

        if (tier.Value == SideEffectTier.S4)
        {
            CheckS4(tool, s, tier, compilation);
        }

        if (tier.Value == SideEffectTier.S5 && tool.AllowedBy is { } entry)
        {
            compilation.Report.Add(Codes.S5Allowed, tier.At, $"`{tool.Name}` is S5, a regulated final decision, and stands in allowed_tools");
            compilation.Report.Add(Codes.S5Allowed, entry.At, $"`{tool.Name}` is S5, a regulated final decision, and can never be allowed");
        }
    }

    private static bool Agrees(SideEffectTier tier, SideEffect effect) => tier switch
    {
        SideEffectTier.S0 or SideEffectTier.S1 => effect == SideEffect.Read,
        SideEffectTier.S2 => effect is SideEffect.Read or SideEffect.Write,
        SideEffectTier.S3 => effect == SideEffect.Write,
        SideEffectTier.S4 => effect != SideEffect.Read,
        _ => true,
    };

    private static void CheckS4(ToolDraft tool, ToolContractSyntax s, Located<SideEffectTier> tier, Compilation compilation)
    {
        bool named = (compilation.Syntax.Session?.Checkpoints).OrAbsent().Any(c => c.Tool?.Value == tool.Name);
        if (s.Node.Find("checkpoint") is null && !named)
        {
            compilation.Report.Add(Codes.S4WithoutCheckpoint, tier.At, $"`{tool.Name}` is S4 and needs a checkpoint", "give it `checkpoint`, or name it in a checkpoint of session.yaml");
        }

        if (s.Node.Find("compensation") is null)
        {
            compilation.Report.Add(Codes.S4WithoutCompensation, tier.At, $"`{tool.Name}` is S4 and needs `compensation`", "say who undoes it, and how");
        }
    }
}
