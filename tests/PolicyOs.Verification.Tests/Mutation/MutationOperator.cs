namespace PolicyOs.Verification.Tests.Mutation;

/// <summary>Kinds of change.</summary>
internal enum MutationOperator
{
    /// <summary>A rule is not there any more.</summary>
    DropRule,

    /// <summary>A bound or a list lets more through.</summary>
    WidenBound,

    /// <summary>A word of permission becomes one of refusal, or the other way.</summary>
    Flip,

    /// <summary>A tool can be called in another phase, or a phase can be reached from another one.</summary>
    RemovePhase,
}
