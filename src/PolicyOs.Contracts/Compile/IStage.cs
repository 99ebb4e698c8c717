namespace PolicyOs.Contracts.Compile;

/// <summary>One step of the compiler. Steps run in the order of <see cref="BundleCompiler"/>; each reads what those before it made.</summary>
internal interface IStage
{
    void Run(Compilation compilation);
}
