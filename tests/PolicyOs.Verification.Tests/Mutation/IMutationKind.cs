namespace PolicyOs.Verification.Tests.Mutation;

/// <summary>One way to change a bundle.</summary>
internal interface IMutationKind
{
    /// <summary>Every such change at one key; none where there is nothing of the kind.</summary>
    IEnumerable<Mutant> At(MutationPlace place);
}
