namespace PolicyOs.Contracts.Analysis;

/// <summary>One finding of the graph analysis (spec 1.8).</summary>
internal interface IAnalysis
{
    void Run(ContractGraph graph, FindingSink findings);
}
