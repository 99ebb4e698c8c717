using System.CommandLine;
using PolicyOs.Mcp.Commands;
using PolicyOs.Mcp.Hosting;

try
{
    ParseResult parsed = Root.Create().Parse(args);
    if (parsed.Errors.Count == 0)
    {
        // A gateway that is told to end closes its sessions, and waits for the disk.
        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(20) });
    }

    foreach (System.CommandLine.Parsing.ParseError error in parsed.Errors)
    {
        Console.Error.WriteLine("policyos: error: " + error.Message);
    }

    Console.Error.WriteLine("policyos: see `policyos --help`");
    return ExitCodes.Usage;
}
catch (OperationCanceledException)
{
    return ExitCodes.DoesNotHold;
}
catch (Exception e)
{
    Console.Error.WriteLine("policyos: internal error: " + e);
    return ExitCodes.Internal;
}
