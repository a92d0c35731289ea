global using System.Net;
global using Trepart.Store;
global using Trepart.Tests;
