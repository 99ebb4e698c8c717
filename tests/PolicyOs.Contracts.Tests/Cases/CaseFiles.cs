using PolicyOs.Testing;

namespace PolicyOs.Contracts.Tests.Cases;

internal static class CaseFiles
{
    public static string At(params string[] parts) =>
        RepositoryRoot.At(["tests", "PolicyOs.Contracts.Tests", "data", .. parts]);
}
