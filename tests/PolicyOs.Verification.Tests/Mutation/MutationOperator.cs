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

    /// <summary>An invariant compares the other way round, or only asks that there is a value.</summary>
    SwapOperator,

    /// <summary>Others may agree to a call, or fewer have to.</summary>
    LoosenSeat,

    /// <summary>A check covers less.</summary>
    LoosenCheck,

    /// <summary>One more is permitted.</summary>
    OpenGrant,

    /// <summary>A setting that is strong by default is written weak.</summary>
    AddSetting,

    /// <summary>Something that the gateway keeps to by itself, on which no decision depends.</summary>
    LoosenGateway,
}
