using System.Collections.Immutable;
using PolicyOs.Contracts.Compile;
using PolicyOs.Contracts.Compile.Checks;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Source;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts;

/// <summary>Loads a contract bundle from its folder (spec 1.1). Never talks to the network.</summary>
public static class BundleLoader
{
    /// <summary>Reads, compiles and analyses a bundle. All findings are reported together; a bundle with an error is not returned.</summary>
    /// <param name="directory">The bundle's folder.</param>
    public static BundleLoad Load(string directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        var report = new DiagnosticBag();
        if (BundleReader.Read(directory, report) is not { } source)
        {
            return new BundleLoad(null, report.ToSorted());
        }

        BundleLock? pins = LockReader.Read(source.Directory, report);
        CompiledBundle? bundle = Compile(source, paths => BundleReader.Existing(source.Directory, paths), report);
        return new BundleLoad(bundle is null ? null : bundle with { Lock = pins }, report.ToSorted());
    }

    /// <summary>
    /// The same with a state for <c>policyos explain</c>: a YAML or JSON file with the keys that a golden task begins with (principal,
    /// labels, purpose, env, given, steps), all optional. It is the last golden task of the bundle that is returned.
    /// </summary>
    /// <param name="directory">The bundle's folder.</param>
    /// <param name="stateFile">The file of the state.</param>
    public static BundleLoad LoadWithState(string directory, string stateFile)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(stateFile);
        var report = new DiagnosticBag();
        if (BundleReader.Read(directory, report) is not { } source
            || BundleReader.ReadAlone(stateFile, report) is not { } file
            || YamlReader.Read(file, report) is not { } root
            || !GoldenTaskSyntax.StateShape.TryRead(root, report, out GoldenTaskSyntax? state))
        {
            return new BundleLoad(null, report.ToSorted());
        }

        BundleSyntax syntax = new BundleSyntaxReader(source, report).Read();
        syntax = syntax with { GoldenTasks = syntax.GoldenTasks?.With(state) };
        CompiledBundle? bundle = BundleCompiler.Compile(source, syntax, BundleReader.Existing(source.Directory, NamedFiles.Of(syntax.Agent)), report);
        return new BundleLoad(bundle, report.ToSorted());
    }

    /// <summary>The same from files that are in memory already.</summary>
    internal static CompiledBundle? Compile(BundleSource source, Func<IEnumerable<string>, ImmutableHashSet<string>> existing, DiagnosticBag report)
    {
        BundleSyntax syntax = new BundleSyntaxReader(source, report).Read();
        return BundleCompiler.Compile(source, syntax, existing(NamedFiles.Of(syntax.Agent)), report);
    }
}
