using System.CommandLine;
using PolicyOs.Mcp.Commands;
using PolicyOs.Mcp.Hosting;

try
{
    ParseResult parsed = Root.Create().Parse(args);
    if (parsed.Errors.Count == 0)
    {
        return await parsed.InvokeAsync();
    }

    foreach (System.CommandLine.Parsing.ParseError error in parsed.Errors)
    {
        Console.Error.WriteLine("policyos: error: " + error.Message);
    }

    Console.Error.WriteLine("policyos: see `policyos --help`");
    return ExitCodes.Usage;
}
catch (Exception e)
{
    Console.Error.WriteLine("policyos: internal error: " + e);
    return ExitCodes.Internal;
}
