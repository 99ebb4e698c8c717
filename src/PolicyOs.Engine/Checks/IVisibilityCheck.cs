namespace PolicyOs.Engine.Checks;

/// <summary>A check that also hides tools (spec 2.3).</summary>
internal interface IVisibilityCheck
{
    /// <summary>Whether it hides in advise and observe too.</summary>
    bool HidesInEveryMode => false;

    /// <summary>Takes the tools away that the check would refuse whatever the arguments are.</summary>
    /// <param name="view">What a list may know.</param>
    /// <param name="visible">Bits of tool numbers.</param>
    void Narrow(in VisibilityContext view, Span<ulong> visible);
}
