namespace PolicyOs.Expressions.Tests;

/// <summary>The library leans on the runtime only, and on none of its parts that reach out.</summary>
public sealed class LeafTests
{
    [Fact]
    public void Assembly_References_AreOfTheRuntimeAndPure()
    {
        string[] references = [.. typeof(CelProgram).Assembly.GetReferencedAssemblies().Select(name => name.Name!)];
        Assert.All(references, name => Assert.StartsWith("System.", name, StringComparison.Ordinal));
        string[] reaching = ["System.Net", "System.IO", "System.Console", "System.Diagnostics.Process", "System.Threading", "System.Text.RegularExpressions", "System.Reflection"];
        Assert.DoesNotContain(references, name => Array.Exists(reaching, part => name.StartsWith(part, StringComparison.Ordinal)));
    }
}
