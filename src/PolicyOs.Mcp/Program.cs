using PolicyOs.Mcp.Commands;
using PolicyOs.Mcp.Hosting;

try
{
    return await Root.Create().Parse(args).InvokeAsync();
}
catch (Exception e)
{
    await Console.Error.WriteLineAsync("policyos: internal error: " + e);
    return ExitCodes.Internal;
}
