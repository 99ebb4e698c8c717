using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Tests.Cases;

namespace PolicyOs.Contracts.Tests.Diagnostics;

/// <summary>Findings about files that no text in a case can show.</summary>
internal static class FileFaults
{
    public static (string Example, Diagnostic Finding)? Of(DiagnosticCode code) => code.Id switch
    {
        "POL1001" => ("policyos check no-such-folder", BundleLoader.Load("no-such-folder").Diagnostics.Single()),
        "POL1002" => ("a file that another program holds locked", Locked()),
        "POL1003" => ("a session.yaml of 1 MiB and one byte", With("session.yaml", new byte[(1 << 20) + 1])),
        "POL1004" => ("a session.yaml that starts with the byte FF", With("session.yaml", [0xFF])),
        _ => null,
    };

    private static Diagnostic With(string file, byte[] bytes)
    {
        using var folder = new TemporaryFolder();
        BundleText.Base.WriteTo(folder.Bundle);
        File.WriteAllBytes(Path.Combine(folder.Bundle, file), bytes);
        return BundleLoader.Load(folder.Bundle).Diagnostics.First(d => d.File == file);
    }

    private static Diagnostic Locked()
    {
        using var folder = new TemporaryFolder();
        BundleText.Base.WriteTo(folder.Bundle);
        using var held = new FileStream(Path.Combine(folder.Bundle, "session.yaml"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Diagnostic finding = BundleLoader.Load(folder.Bundle).Diagnostics.First(d => d.File == "session.yaml");

        // The rest of the message is the operating system's and names a folder that is gone.
        return finding with { Message = finding.Message[..finding.Message.IndexOf(':', StringComparison.Ordinal)] };
    }
}
