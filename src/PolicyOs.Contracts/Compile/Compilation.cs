using System.Collections.Immutable;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Source;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Compile;

/// <summary>What the stages have made so far. Where something could not be compiled it is left out; that is reported, so no bundle comes of it.</summary>
internal sealed class Compilation
{
    internal Compilation(BundleSource source, BundleSyntax syntax, ImmutableHashSet<string> existingFiles, DiagnosticBag report)
    {
        (Source, Syntax, ExistingFiles, Report) = (source, syntax, existingFiles, report);
        bool noContract = syntax.Mcp is not { Servers.IsPresent: true, Tools.IsPresent: true };
        Servers = new NameTable("server", report) { IsIncomplete = noContract };
        Tools = new NameTable("tool", report) { IsIncomplete = noContract };
        Errors = new NameTable("error", report) { IsIncomplete = noContract };
        Phases = new NameTable("phase", report) { IsIncomplete = syntax.Session is null && source.Find(BundleLayout.Session) is not null };
        Slots = new NameTable("slot", report) { IsIncomplete = noContract || syntax.Tools.Any(t => t.Contract is null) };
        Labels = new NameTable("label", report);
        Roles = new NameTable("role", report);
        Environment = new NameTable("environment variable", report);
        Patterns = new PatternCompiler(report);
        Paths = new PathCompiler(this);
        Invariants = new InvariantCompiler(this);
        Expressions = new ExpressionCompiler(this);
        Conditions = new ConditionCompiler(this);
        Checkpoints = new CheckpointCompiler(this);
    }

    internal BundleSource Source { get; }

    internal BundleSyntax Syntax { get; }

    /// <summary>Those of the files that the bundle names as evidence or artifacts which exist.</summary>
    internal ImmutableHashSet<string> ExistingFiles { get; }

    internal DiagnosticBag Report { get; }

    internal NameTable Servers { get; }

    internal NameTable Tools { get; }

    internal NameTable Errors { get; }

    internal NameTable Phases { get; }

    internal NameTable Slots { get; }

    internal NameTable Labels { get; }

    internal NameTable Roles { get; }

    internal NameTable Environment { get; }

    internal PatternCompiler Patterns { get; }

    internal PathCompiler Paths { get; }

    internal InvariantCompiler Invariants { get; }

    internal ExpressionCompiler Expressions { get; }

    internal ConditionCompiler Conditions { get; }

    internal CheckpointCompiler Checkpoints { get; }

    internal ImmutableArray<Server>.Builder CompiledServers { get; } = ImmutableArray.CreateBuilder<Server>();

    /// <summary>By tool number.</summary>
    internal List<ToolDraft> Drafts { get; } = [];

    internal List<ErrorClass> ErrorClasses { get; } = [];

    internal ImmutableArray<ResourceRule>.Builder Resources { get; } = ImmutableArray.CreateBuilder<ResourceRule>();

    internal ImmutableArray<PromptRule>.Builder Prompts { get; } = ImmutableArray.CreateBuilder<PromptRule>();

    internal List<Role> CompiledRoles { get; } = [];

    internal AgentContract? Agent { get; set; }

    internal ImmutableArray<Phase> CompiledPhases { get; set; } = [];

    internal int InitialPhase { get; set; } = -1;

    internal SessionLimits? Limits { get; set; }

    internal SessionPolicy? Policy { get; set; }

    internal ImmutableArray<Aggregate>.Builder Aggregates { get; } = ImmutableArray.CreateBuilder<Aggregate>();

    internal ImmutableArray<Envelope>.Builder Envelopes { get; } = ImmutableArray.CreateBuilder<Envelope>();

    internal ImmutableArray<ProviderConstraint>.Builder ProviderConstraints { get; } = ImmutableArray.CreateBuilder<ProviderConstraint>();

    internal ImmutableArray<ResourceClaim>.Builder ResourceClaims { get; } = ImmutableArray.CreateBuilder<ResourceClaim>();

    internal PriorFactTable PriorFacts { get; } = new();

    internal GoldenSet Golden { get; set; } = GoldenSet.Empty;

    /// <summary>Whether roots of argument schemas that say nothing are closed.</summary>
    internal bool IsStrictArguments => Syntax.Session?.StrictArguments?.Value ?? true;

    /// <summary>Whether any server may ask the client's model.</summary>
    internal bool AllowsSampling => CompiledServers.Any(s => s.ClientRequests.Sampling);

    /// <summary>The draft of a declared tool by name, reported when there is none.</summary>
    internal ToolDraft? FindTool(Located<string>? name) => Tools.Find(name) is >= 0 and var number ? Drafts[number] : null;

    /// <summary>Numbers of declared tools, each once; unknown ones are reported.</summary>
    internal ImmutableArray<int> FindTools(SyntaxList<Located<string>> names) =>
        [.. names.Select(Tools.Find).Where(n => n >= 0).Distinct()];

    /// <summary>Plain texts of a list.</summary>
    internal static ImmutableArray<string> Texts(SyntaxList<Located<string>> list) => [.. list.Select(t => t.Value)];
}
